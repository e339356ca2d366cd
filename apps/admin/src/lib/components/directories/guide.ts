/** What a set-up guide fills in. */
export interface GuideDirectory {
  readonly scimBaseUrl: string
  readonly sharedScimBaseUrl: string
  readonly rolePrefix: string | null
}

export interface GuideProps {
  readonly directory: GuideDirectory
  /** The directory's page. */
  readonly base: string
}

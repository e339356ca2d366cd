import { print } from '@0no-co/graphql.web'
import { error, type RequestEvent, redirect } from '@sveltejs/kit'
import type { TadaDocumentNode } from 'gql.tada'
import { signInPath } from '../sign-in-path.ts'

/** One entry of a response's `errors`. */
export interface ApiProblem {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly requestId?: string }
}

interface Answer<Data> {
  readonly data: Data
  /** What could not be answered, where the rest still could. */
  readonly problems: readonly ApiProblem[]
}

type Event = Pick<RequestEvent, 'fetch' | 'url'>

/**
 * Asks the GraphQL API, for a query or a mutation. Leaves for the sign-in page when nobody is signed in, and for the error
 * page when nothing could be answered; a part that the caller may not see is null.
 */
export async function request<Data, Variables>(
  event: Event,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, problems } = await requestWithProblems(event, document, variables)
  const unforeseen = problems.find(({ extensions }) => extensions?.code !== 'FORBIDDEN')
  if (unforeseen !== undefined) refuse(unforeseen)
  return data
}

/** Like `request`, for a page that shows itself what was wrong with its filter. */
export async function requestWithProblems<Data, Variables>(
  event: Event,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await event.fetch('/graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      origin: event.url.origin,
      'x-rollcall-csrf': '1',
    },
    body: JSON.stringify({ query: print(document), variables }),
  })
  const answer = await readAnswer<Data>(response)
  const problems = answer.errors ?? []
  if (problems.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) redirect(303, signInPath(event.url))
  const { data } = answer
  if (data === undefined || data === null || isEmpty(data)) {
    const [first] = problems
    if (first !== undefined || data === undefined || data === null) refuse(first)
  }
  return { data: data as Data, problems }
}

async function readAnswer<Data>(response: Response): Promise<{ data?: Data | null; errors?: readonly ApiProblem[] }> {
  if (!response.headers.get('content-type')?.includes('json')) refuse({ message: `status ${response.status}` })
  return await response.json()
}

const isEmpty = (data: object): boolean => Object.values(data).every((value) => value === null)

function refuse(problem: ApiProblem | undefined): never {
  const { code, requestId } = problem?.extensions ?? {}
  if (code === 'FORBIDDEN') error(403, problem?.message ?? 'Your role does not allow this.')
  if (code === 'RATE_LIMITED') error(429, problem?.message ?? 'Too many attempts.')
  console.error('GraphQL API:', problem?.message, requestId ?? '')
  error(502, requestId === undefined ? 'The API did not answer.' : `Request ${requestId} has the details.`)
}

import { createTransport } from 'nodemailer'

export interface Mail {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Throws when the mail was not taken. */
  send(mail: Mail): Promise<void>
}

/** A server that does not answer must not keep a job for minutes. */
const TIMEOUT_MS = 10_000

/** Sends by SMTP, a connection for each mail. */
export function createMailer({ smtpUrl, from }: { readonly smtpUrl: string; readonly from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to: [...to], subject, text })
    },
  }
}

import { type Logger, pino } from 'pino'

/** JSON lines on stdout. Credentials are removed wherever they might slip in; bodies are never logged. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', '*.authorization', 'req.headers', '*.password', '*.token', '*.secret'],
      censor: '[removed]',
    },
    serializers: { err: pino.stdSerializers.errWithCause },
  })

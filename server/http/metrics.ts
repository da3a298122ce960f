import type { Express, NextFunction, Request, Response } from 'express'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { isSameSecret } from './same-secret.ts'
import { ProblemError } from './problem-error.ts'
import { notesOf } from './request-log.ts'

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/

/**
 * Prometheus metrics at `/metrics`: how many answers by route and status, how long they took, the
 * process's own, and how the system is. Readable from this machine, or with the token as a bearer.
 */
export function addMetrics(
  app: Express,
  token: string | null,
  addGauges: (registry: Registry) => void,
): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addGauges(registry)
  const answers = new Counter({
    name: 'hepatrial_answers_total',
    help: 'Answered requests by route and status.',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'hepatrial_answer_seconds',
    help: 'Time from request to answer.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  app.use((request: Request, response: Response, next: NextFunction) => {
    const started = performance.now()
    response.once('finish', () => {
      const route = notesOf(request).routeId ?? 'other'
      answers.inc({ route, status: response.statusCode })
      seconds.observe({ route }, (performance.now() - started) / 1000)
    })
    next()
  })
  app.get('/metrics', async (request, response) => {
    if (!mayRead(request, token)) {
      throw new ProblemError({ type: 'urn:problem:not-found', status: 404, entity: 'page' })
    }
    response.type(registry.contentType).send(await registry.metrics())
  })
}

function mayRead(request: Request, token: string | null): boolean {
  if (LOOPBACK.test(request.ip ?? '')) return true
  const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
  return token !== null && bearer !== undefined && isSameSecret(bearer, token)
}

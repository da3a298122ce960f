import path from 'node:path'
import express, { type Express } from 'express'
import { notFound } from './problem-error.ts'

const YEAR_SECONDS = 31_536_000

/**
 * The built client. Files under `assets/` carry a hash in their name and may be kept for ever; every
 * path that is no file and no part of the interface is the client's own, so it gets the page.
 */
export function addClientFiles(app: Express, clientDir: string | null): void {
  app.use('/api', () => {
    throw notFound('route')
  })
  if (clientDir === null) return
  const assets = path.join(clientDir, 'assets')
  app.use(
    '/assets',
    express.static(assets, { immutable: true, maxAge: YEAR_SECONDS * 1000, fallthrough: false }),
  )
  app.use(express.static(clientDir, { index: false, maxAge: 0 }))
  app.get('/{*splat}', (_request, response) => {
    response.sendFile('index.html', { root: clientDir, headers: { 'Cache-Control': 'no-cache' } })
  })
}

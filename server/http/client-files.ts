import path from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import { notFound } from './problem-error.ts'

const YEAR_SECONDS = 31_536_000

const nowhere: RequestHandler = () => {
  throw notFound('page')
}

/**
 * The built client. Files under `assets/` carry a hash in their name and may be kept for ever; every
 * path that is no file and no part of the interface is the client's own, so it gets the page. What is
 * left after that is a 404 problem.
 */
export function addClientFiles(app: Express, clientDir: string | null): void {
  app.use('/api', () => {
    throw notFound('route')
  })
  if (clientDir !== null) addFiles(app, clientDir)
  app.use(nowhere)
}

function addFiles(app: Express, clientDir: string): void {
  const assets = path.join(clientDir, 'assets')
  const forEver = { immutable: true, maxAge: YEAR_SECONDS * 1000 }
  app.use('/assets', express.static(assets, forEver), nowhere)
  app.use(express.static(clientDir, { index: false, maxAge: 0 }))
  app.get('/{*splat}', (_request, response) => {
    response.sendFile('index.html', { root: clientDir, headers: { 'Cache-Control': 'no-cache' } })
  })
}

import { createRequire } from 'node:module'
import path from 'node:path'
import express, { type Express } from 'express'
import type { Route } from '../../shared/api/define.ts'
import { PROGRAM_VERSION } from '../program-version.ts'

const INITIALISER =
  "window.onload=()=>{window.ui=SwaggerUIBundle({url:'/openapi.json',dom_id:'#swagger-ui'," +
  'presets:[SwaggerUIBundle.presets.apis,SwaggerUIStandalonePreset],' +
  "layout:'StandaloneLayout',validatorUrl:null})}"

/** `/openapi.json`, made at its first request, and its page at `/docs`, all from this server. */
export function addApiDocs(app: Express, routes: readonly Route[]): void {
  let document: Promise<object> | null = null
  app.get('/openapi.json', async (_request, response) => {
    document ??= import('./openapi.ts').then(({ openApiDocument }) =>
      openApiDocument(routes, PROGRAM_VERSION),
    )
    response.json(await document)
  })
  app.get('/docs/swagger-initializer.js', (_request, response) => {
    response.type('js').send(INITIALISER)
  })
  const manifest = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')
  app.use('/docs', express.static(path.dirname(manifest)))
}

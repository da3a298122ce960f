import {
  createDocument,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi'
import { z } from 'zod'
import { scopesHold, TOKEN_SCOPE_NAMES } from '../../shared/access/token-scopes.ts'
import { permissionOf, type Route } from '../../shared/api/define.ts'
import { problemSchema } from '../../shared/api/problem.ts'

type Operation = NonNullable<ZodOpenApiPathsObject[string]['get']>

/** The OpenAPI 3.1 document of a route table. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(route) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Hepatrial',
      version,
      description: 'Electronic data capture for single-arm liver-cancer trials.',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-hepatrial' },
        accessToken: { type: 'http', scheme: 'bearer' },
      },
    },
  })
}

/** A session opens every route; the access token of a script those that its scopes name. */
function securityOf(route: Route) {
  const permission = permissionOf(route)
  const scripted =
    route.method === 'get' && permission !== null && scopesHold(TOKEN_SCOPE_NAMES, permission)
  return [{ session: [] }, ...(scripted ? [{ accessToken: [] }] : [])]
}

function operationOf(route: Route): Operation {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    description: accessNote(route),
    ...(needsNoSession(route) ? {} : { security: securityOf(route) }),
    requestParams: {
      ...objectPart('path', route.params),
      ...objectPart('query', route.query),
      ...headerPart(route),
    },
    ...(route.body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: route.body } } } }),
    responses: {
      [String(route.status ?? 200)]: successOf(route),
      default: {
        description: 'Refused: see `type`.',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

function needsNoSession(route: Route): boolean {
  return route.access === 'public' || route.access === 'session-if-any'
}

function accessNote(route: Route): string {
  if (needsNoSession(route)) return 'Needs no session.'
  if (route.access === 'signed-in') return 'Needs a session.'
  return `Needs the permission \`${route.access}\`.`
}

function objectPart<N extends 'path' | 'query'>(
  name: N,
  schema: z.ZodType | undefined,
): Partial<Record<N, z.ZodObject>> {
  if (!(schema instanceof z.ZodObject)) return {}
  const part: Partial<Record<N, z.ZodObject>> = {}
  part[name] = schema
  return part
}

function headerPart(route: Route): { header?: z.ZodObject } {
  const header: Record<string, z.ZodType> = {}
  if (route.ifMatch === 'required') header['If-Match'] = z.string()
  if (route.ifMatch === 'optional') header['If-Match'] = z.string().optional()
  if (route.idempotent === true) header['Idempotency-Key'] = z.string().optional()
  return Object.keys(header).length === 0 ? {} : { header: z.object(header) }
}

function successOf(route: Route): ZodOpenApiResponseObject {
  if (route.status === 204) return { description: 'Done.' }
  return { description: 'Done.', content: { 'application/json': { schema: route.response } } }
}

import type { Request } from 'express'

export type Transport = 'encrypted' | 'loopback' | 'plain'

/** Over TLS: bound to this host, never sent in clear. */
const SECURE_NAME = '__Host-hepatrial'
/** On http://127.0.0.1 and http://localhost, where browsers refuse the `__Host-` prefix. */
const LOOPBACK_NAME = 'hepatrial-session'
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** How the request travelled. TLS may end at a proxy on this machine that sets X-Forwarded-Proto. */
export function transportOf(request: Request): Transport {
  if (request.secure) return 'encrypted'
  return LOOPBACK_HOST.test(request.headers.host ?? '') ? 'loopback' : 'plain'
}

/** The session token of a request; null without one. On a plain network no cookie is believed. */
export function sessionTokenOf(request: Request): string | null {
  const transport = transportOf(request)
  if (transport === 'plain') return null
  const value = cookieOf(request.headers.cookie ?? '', nameFor(transport))
  return value !== null && TOKEN.test(value) ? value : null
}

/** The `Set-Cookie` text that hands out a token, or clears it. */
export function sessionCookie(transport: Transport, token: string | null): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict']
  if (transport === 'encrypted') attributes.push('Secure')
  if (token === null) attributes.push('Max-Age=0')
  return [`${nameFor(transport)}=${token ?? ''}`, ...attributes].join('; ')
}

function nameFor(transport: Transport): string {
  return transport === 'encrypted' ? SECURE_NAME : LOOPBACK_NAME
}

function cookieOf(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return null
}

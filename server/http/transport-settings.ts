import { readFileSync } from 'node:fs'
import express from 'express'

/** How the network is kept from reading along. */
export interface TransportSettings {
  /** Certificate and key, where the server itself ends TLS. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  /** Addresses or networks of proxies that are believed when they say how a request came to them. */
  readonly trustedProxies: readonly string[]
}

/** The settings contradict each other, or name what is not there. */
export class TransportSettingsError extends Error {
  override readonly name = 'TransportSettingsError'
}

/**
 * Reads `TLS_CERT` with `TLS_KEY` (files, or their text), and `TRUSTED_PROXY`. Throws
 * `TransportSettingsError`, which names the setting and never its value.
 */
export function transportSettings(
  environment: Readonly<Record<string, string | undefined>>,
): TransportSettings {
  const { TLS_CERT: cert = '', TLS_KEY: key = '', TRUSTED_PROXY: proxies = '' } = environment
  if ((cert === '') !== (key === '')) {
    throw new TransportSettingsError('TLS_CERT and TLS_KEY go together: set both, or neither.')
  }
  const tls = cert === '' ? null : { cert: fileOf('TLS_CERT', cert), key: fileOf('TLS_KEY', key) }
  const trustedProxies = proxies
    .split(',')
    .map((proxy) => proxy.trim())
    .filter((proxy) => proxy !== '')
  refuseUnknownProxies(trustedProxies)
  return { tls, trustedProxies }
}

const PEM = '-----BEGIN '

/** The text itself, as `TLS_KEY_FILE` gives it, or the file that is named. What the setting holds is never told. */
function fileOf(name: string, given: string): Buffer {
  if (given.trimStart().startsWith(PEM)) return Buffer.from(`${given.trim()}\n`)
  try {
    return readFileSync(given)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new TransportSettingsError(
      `${name} cannot be read (${code}): it names a file in PEM format, or is the text of one.`,
    )
  }
}

function refuseUnknownProxies(proxies: readonly string[]): void {
  try {
    express().set('trust proxy', [...proxies])
  } catch {
    throw new TransportSettingsError(
      'TRUSTED_PROXY holds what is no address or network. Write them as 10.0.0.5 or 172.18.0.0/16, with commas between.',
    )
  }
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i

/** What to tell who starts a server that the network could read along with; null where it cannot. */
export function plainNetworkWarning(
  host: string,
  { tls, trustedProxies }: TransportSettings,
): string | null {
  if (LOOPBACK.test(host) || tls !== null || trustedProxies.length > 0) return null
  return (
    `Warning: ${host} is open to the network without encryption. Over it nobody can sign in: ` +
    'passwords and sessions are accepted over TLS alone. Set TLS_CERT and TLS_KEY, or put a proxy in ' +
    'front that ends TLS and name it in TRUSTED_PROXY.'
  )
}

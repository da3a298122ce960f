/** Where a server listens. */
export interface ServerAddress {
  readonly scheme: 'http' | 'https'
  readonly port: number
  /** A name or an address; `0.0.0.0` and `::` are all of this machine. */
  readonly host: string
}

/** Where the server at an address answers to this machine. */
export function urlOf({ scheme, host, port }: ServerAddress): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}

import { useParams } from 'react-router'

/** A part of the address that the route guarantees. */
export function useRouteParam(name: string): string {
  const value = useParams()[name]
  if (value === undefined) throw new Error(`The address has no part "${name}".`)
  return value
}

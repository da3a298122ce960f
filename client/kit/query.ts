/** What a screen asks of the server: the key under which it is kept, and how it is fetched. */
export interface Query<T> {
  readonly queryKey: readonly (string | number)[]
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<T>
  readonly staleTime?: number
}

import { useSearchParams } from 'react-router'

/** Sets one filter in the address, from the first page on; an empty one is taken out. */
export function useFilter(): (name: string, value: string) => void {
  const [address, setAddress] = useSearchParams()
  return (name, value) => {
    const next = new URLSearchParams(address)
    next.delete('skip')
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
}

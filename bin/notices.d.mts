import type { Plugin } from 'vite'

interface Packaged {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly texts: readonly string[]
}

export declare function packagePlace(file: string): string | undefined
export declare function packagesAt(
  places: readonly string[],
  others?: readonly string[],
): readonly Packaged[]
export declare function licenceFaults(
  packages: readonly Packaged[],
  what: string,
): readonly string[]
export declare function noticesOf(packages: readonly Packaged[]): string
export declare function clientNotices(): Plugin

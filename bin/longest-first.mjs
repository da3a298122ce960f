import { BaseSequencer } from 'vitest/node'

/** The order of test files with those first that take longest: else they run alone at the end. */
export function longestFirst(names) {
  const rank = ({ moduleId }) => {
    const at = names.findIndex((name) => moduleId.endsWith(`/${name}`))
    return at === -1 ? names.length : at
  }
  return class extends BaseSequencer {
    async sort(files) {
      const sorted = await super.sort(files)
      return sorted.sort((a, b) => rank(a) - rank(b))
    }
  }
}

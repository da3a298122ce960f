import type { DatasetDefinition } from '../../../shared/exports/datasets/define.ts'
import type { Column, PackedRecords } from '../../../shared/exports/datasets/packing.ts'
import type { DatasetProfile } from '../../../shared/exports/datasets/profile.ts'
import { partLabel, partName } from '../../../shared/exports/xpt/transport.ts'

/** The longest of each further part of a text, by place of its variable and number of the part. */
type Parts = ReadonlyMap<number, ReadonlyMap<number, number>>

/** Which texts of which datasets go on in further variables. */
export class FurtherParts {
  private readonly datasets = new Map<string, Map<number, Map<number, number>>>()

  add(dataset: string, further: PackedRecords['further']): void {
    if (further.length === 0) return
    const places = this.datasets.get(dataset) ?? new Map<number, Map<number, number>>()
    this.datasets.set(dataset, places)
    for (const { place, part, longest } of further) {
      const parts = places.get(place) ?? new Map<number, number>()
      places.set(place, parts.set(part, Math.max(longest, parts.get(part) ?? 0)))
    }
  }

  of(dataset: string): Parts {
    return this.datasets.get(dataset) ?? new Map<number, Map<number, number>>()
  }
}

/** The columns of a file: the variables, each followed by the variables that its longest text goes on in. */
export function columnsOf(
  { variables }: DatasetDefinition,
  profile: DatasetProfile,
  parts: Parts,
): readonly Column[] {
  return variables.flatMap((variable, place): Column[] => {
    const own = profile.variables[place]
    if (own === undefined) return []
    const further = [...(parts.get(place) ?? [])].sort(([a], [b]) => a - b)
    return [
      { variable, profile: own, place, part: 0 },
      ...further.map(([part, longest]) => ({
        variable: {
          ...variable,
          name: partName(variable.name, part),
          label: partLabel(variable.label, part),
          core: 'Perm' as const,
        },
        profile: { ...own, longest, values: null },
        place,
        part,
      })),
    ]
  })
}

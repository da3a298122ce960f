import type { FormDefinition } from '../forms/define.ts'
import type { Day } from '../kernel/brand.ts'
import { isEqual, isSameList } from '../kernel/is-equal.ts'
import { Recall } from '../kernel/recall.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { RangedLaboratory } from '../laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { toTrialSubject } from '../trial/from-records.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import type { CheckRecord } from './define.ts'
import type { CheckFamilies, CheckSubject, SubjectQuestion } from './subject.ts'

/** What stays the same from one state of a subject to the next. */
interface Fixed {
  readonly definition: ProtocolDefinition
  readonly families: CheckFamilies
  readonly subjid: string
  readonly today: Day | null
}

/** What changes from one evaluation to the next. */
interface State {
  readonly records: readonly CheckRecord[]
  readonly laboratories: readonly RangedLaboratory[]
}

type RecordsQuestion = SubjectQuestion<readonly CheckRecord[]>
type RecordsByForm = ReadonlyMap<string, readonly CheckRecord[]>

const NO_RECORDS: readonly CheckRecord[] = []

/** The records form by form; a form whose records are the very same keeps its list. */
function byForm(records: readonly CheckRecord[], former: RecordsByForm): RecordsByForm {
  const groups = new Map<string, CheckRecord[]>()
  for (const record of records) {
    const list = groups.get(record.form)
    if (list === undefined) groups.set(record.form, [record])
    else list.push(record)
  }
  const kept = ([form, list]: [string, readonly CheckRecord[]]) => {
    const before = former.get(form)
    return [form, before !== undefined && isSameList(before, list) ? before : list] as const
  }
  return new Map([...groups].map(kept))
}

/** A subject's records in parts, so that it is known which of them a finding rests on. */
export class SubjectParts {
  readonly of: Fixed
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** The plain file view, each file made when it is first read. */
  readonly trial: TrialSubject
  readonly #recall = new Recall<CheckSubject>()
  readonly #byForm = new Map<string, RecordsQuestion>()
  readonly #byFiles = new Map<string, RecordsQuestion>()
  readonly #all: RecordsQuestion = {
    compute: () => this.#state.records,
    readsState: true,
    isSame: isSameList,
  }
  readonly #laboratories: SubjectQuestion<State['laboratories']> = {
    compute: () => this.#state.laboratories,
    readsState: true,
    isSame: isEqual,
  }
  #state: State = { records: [], laboratories: [] }
  #groups: RecordsByForm = new Map()

  constructor(of: Fixed) {
    this.of = of
    this.forms = new Map(of.definition.forms.map((form) => [form.key, form]))
    this.trial = this.#fileView()
  }

  isOf({ definition, families, subjid, today }: Fixed): boolean {
    const { of } = this
    return (
      of.definition === definition &&
      of.families === families &&
      of.subjid === subjid &&
      of.today === today
    )
  }

  /** Another state of the subject. A record that says what it said is the same object. */
  turnTo(subject: CheckSubject, state: State): void {
    this.#state = state
    this.#groups = byForm(state.records, this.#groups)
    this.#recall.turnTo(subject)
  }

  readonly ask = <T>(question: SubjectQuestion<T>): T => this.#recall.ask(question)

  readonly allRecords = (): readonly CheckRecord[] => this.ask(this.#all)

  readonly recordsOf = (form: string): readonly CheckRecord[] => {
    const question = this.#byForm.get(form) ?? this.#ofForm(form)
    this.#byForm.set(form, question)
    return this.ask(question)
  }

  readonly recordsFeeding = (...files: readonly string[]): readonly CheckRecord[] => {
    const key = files.join(' ')
    const question = this.#byFiles.get(key) ?? this.#ofFiles(files)
    this.#byFiles.set(key, question)
    return this.ask(question)
  }

  readonly laboratories = (): State['laboratories'] => this.ask(this.#laboratories)

  #ofForm(form: string): RecordsQuestion {
    return { compute: () => this.#groups.get(form) ?? NO_RECORDS, readsState: true }
  }

  /** Most files are fed by one form. */
  #ofFiles(files: readonly string[]): RecordsQuestion {
    const feeding = [...this.forms.values()].flatMap(({ key, file, group }) =>
      [file, group?.file].some((name) => name !== undefined && files.includes(name)) ? [key] : [],
    )
    const [first, ...more] = feeding
    if (first !== undefined && more.length === 0) return this.#ofForm(first)
    return {
      compute: () => this.#state.records.filter(({ form }) => feeding.includes(form)),
      readsState: true,
      isSame: isSameList,
    }
  }

  #fileView(): TrialSubject {
    const { subjid, definition } = this.of
    const names = definition.forms.flatMap(({ file, group }) => [file, group?.file])
    const files: Record<string, readonly Row[]> = {}
    for (const name of new Set(names)) {
      if (name === undefined) continue
      const question = this.#rows(name)
      Object.defineProperty(files, name, { enumerable: true, get: () => this.ask(question) })
    }
    return { subjid, files }
  }

  #rows(file: string): SubjectQuestion<readonly Row[]> {
    return {
      compute: ({ recordsFeeding }) =>
        recordsFeeding(file).flatMap((record) => rowsOf(this.#viewOf(record), file)),
      isSame: isSameList,
    }
  }

  readonly #viewOf = oncePer((record: CheckRecord) =>
    toTrialSubject({ subjid: this.of.subjid, site: '' }, [record], this.forms),
  )
}

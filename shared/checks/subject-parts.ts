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
import { WatchedRecords } from './watched-records.ts'

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
  /** By form: where a record changed, there often changes one again. */
  readonly #watched = new Map<string, WatchedRecords>()
  readonly #all: RecordsQuestion = {
    compute: () => this.#state.records.map(this.#seen),
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
    const former = this.#groups
    this.#groups = byForm(state.records, former)
    for (const [key, form] of this.forms) this.#watch(form, former.get(key))
    this.#recall.turnTo(subject)
  }

  readonly ask = <T>(question: SubjectQuestion<T>): T => this.#recall.ask(question)

  readonly allRecords = (): readonly CheckRecord[] => this.ask(this.#all)

  readonly recordsOf = (form: string): readonly CheckRecord[] => {
    const question = this.#byForm.get(form) ?? this.#ofForm(form)
    this.#byForm.set(form, question)
    return this.ask(question)
  }

  readonly recordsOfItems = (form: string, items: readonly string[]): readonly CheckRecord[] => {
    const records = this.recordsOf(form)
    return this.#watched.get(form)?.reading(items) ?? records
  }

  readonly recordsFeeding = (...files: readonly string[]): readonly CheckRecord[] => {
    const key = files.join(' ')
    const question = this.#byFiles.get(key) ?? this.#ofFiles(files)
    this.#byFiles.set(key, question)
    return this.ask(question)
  }

  readonly laboratories = (): State['laboratories'] => this.ask(this.#laboratories)

  #ofForm(form: string): RecordsQuestion {
    const records = () => this.#watched.get(form)?.views ?? this.#groups.get(form) ?? NO_RECORDS
    return { compute: records, readsState: true }
  }

  /** Nothing of a form is watched before it changes: to note what is read costs more than to read it. */
  #watch(form: FormDefinition, former: readonly CheckRecord[] | undefined): void {
    const now = this.#groups.get(form.key) ?? NO_RECORDS
    const watched = this.#watched.get(form.key)
    if (watched !== undefined) watched.turnTo(now)
    else if (former !== undefined && former !== now) {
      this.#watched.set(form.key, new WatchedRecords(this.ask, form, now))
    }
  }

  readonly #seen = (record: CheckRecord): CheckRecord =>
    this.#watched.get(record.form)?.viewOf(record) ?? record

  /** Most files are fed by one form. */
  #ofFiles(files: readonly string[]): RecordsQuestion {
    const feeding = [...this.forms.values()].flatMap(({ key, file, group }) =>
      [file, group?.file].some((name) => name !== undefined && files.includes(name)) ? [key] : [],
    )
    const [first, ...more] = feeding
    if (first !== undefined && more.length === 0) return this.#ofForm(first)
    return {
      compute: () =>
        this.#state.records.filter(({ form }) => feeding.includes(form)).map(this.#seen),
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
        recordsFeeding(file).flatMap((record) => this.#rowsIn(file, record)),
      isSame: isSameList,
    }
  }

  #rowsIn(file: string, record: CheckRecord): readonly Row[] {
    const watched = this.#watched.get(record.form)
    const rowsIn = (one: CheckRecord): readonly Row[] => rowsOf(this.#viewOf(one), file)
    return watched === undefined ? rowsIn(record) : watched.fileRows(record, file, rowsIn)
  }

  readonly #viewOf = oncePer((record: CheckRecord) =>
    toTrialSubject({ subjid: this.of.subjid, site: '' }, [record], this.forms),
  )
}

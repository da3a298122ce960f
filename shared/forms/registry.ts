import { createRegistry } from '../kernel/registry.ts'
import { accountabilityForm } from './accountability.ts'
import { adverseEventsForm } from './adverse-events.ts'
import { antibodiesForm } from './antibodies.ts'
import { baselineForm } from './baseline.ts'
import { biomarkersForm } from './biomarkers.ts'
import { concomitantForm } from './concomitant.ts'
import { deathsForm } from './deaths.ts'
import type { FormDefinition } from './define.ts'
import { deviationsForm } from './deviations.ts'
import { dispositionForm } from './disposition.ts'
import { ecgForm } from './ecg.ts'
import { eligibilityForm } from './eligibility.ts'
import { exposureForm } from './exposure.ts'
import { historyForm } from './history.ts'
import { laboratoryForm } from './laboratory.ts'
import { lesionsForm } from './lesions.ts'
import { newTherapiesForm } from './new-therapies.ts'
import { pregnancyForm } from './pregnancy.ts'
import { priorTherapiesForm } from './prior-therapies.ts'
import { proceduresForm } from './procedures.ts'
import { responsesForm } from './responses.ts'
import { subjectsForm } from './subjects.ts'
import { survivalForm } from './survival.ts'
import { tumourAssessmentForm } from './tumour-assessment.ts'
import { urinalysisForm } from './urinalysis.ts'
import { virologyForm } from './virology.ts'
import { visitsForm } from './visits.ts'
import { vitalsForm } from './vitals.ts'

/** The forms a protocol can be built from; a definition embeds the ones it uses. */
export const forms = createRegistry<FormDefinition>('form', [
  accountabilityForm,
  adverseEventsForm,
  antibodiesForm,
  baselineForm,
  biomarkersForm,
  concomitantForm,
  deathsForm,
  deviationsForm,
  dispositionForm,
  ecgForm,
  eligibilityForm,
  exposureForm,
  historyForm,
  laboratoryForm,
  lesionsForm,
  newTherapiesForm,
  pregnancyForm,
  priorTherapiesForm,
  proceduresForm,
  responsesForm,
  subjectsForm,
  survivalForm,
  tumourAssessmentForm,
  urinalysisForm,
  virologyForm,
  visitsForm,
  vitalsForm,
])

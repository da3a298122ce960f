import { createRegistry } from '../kernel/registry.ts'
import type { Producer } from './producer.ts'
import { adverseEventProducers } from './producers/adverse-events.ts'
import { dateOrderProducers } from './producers/date-order.ts'
import { causalityProducers } from './producers/causality.ts'
import { doseActionProducers } from './producers/dose-actions.ts'
import { dosingProducers } from './producers/dosing.ts'
import { imputedDate } from './producers/imputed-date.ts'
import { laboratoryProducers } from './producers/laboratory.ts'
import { lifeProducers } from './producers/life.ts'
import { tumourCourseProducers } from './producers/tumour-course.ts'
import { tumourProducers } from './producers/tumour.ts'
import { recordedTwiceProducer } from './producers/twice.ts'
import { visitProducers } from './producers/visits.ts'

/** What finds odd data that no rule over one row can name. */
export const producers = createRegistry<Producer>('producer', [
  ...adverseEventProducers,
  ...dateOrderProducers,
  ...causalityProducers,
  ...doseActionProducers,
  ...dosingProducers,
  imputedDate,
  ...laboratoryProducers,
  ...lifeProducers,
  recordedTwiceProducer,
  ...tumourCourseProducers,
  ...tumourProducers,
  ...visitProducers,
])

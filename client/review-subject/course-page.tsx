import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { buildCourse } from '../../shared/course/build-course.ts'
import type { Course } from '../../shared/course/define.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { sampledIn } from '../../shared/laboratory/sampled-in.ts'
import { derivationQuery } from '../kit/derivation-query.ts'
import { useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { Changes } from './changes.tsx'
import css from './course.module.css'
import { CourseSection } from './course-section.tsx'
import { LaboratoryTrend } from './laboratory-trend.tsx'
import { Lesions } from './lesions.tsx'
import { OpenItems } from './open-items.tsx'
import { StandsNow } from './stands-now.tsx'

/** One subject on one page: where it stands, what needs the reader, and the course on one time axis. */
export function CoursePage(): ReactNode {
  const screen = useSubjectScreen()
  const { study, subject } = screen
  const { data } = useSuspenseQuery(derivationQuery(study.id, subject.subjid))
  const course = useCourse(screen, data)
  return (
    <div>
      <div className={css['top']}>
        <StandsNow screen={screen} course={course} derivation={data} />
        <OpenItems screen={screen} derivation={data} />
      </div>
      <CourseSection screen={screen} course={course} />
      <LaboratoryTrend screen={screen} derivation={data} />
      <Lesions screen={screen} />
      <Changes screen={screen} />
    </div>
  )
}

function useCourse(screen: SubjectScreen, derivation: ToldDerivation): Course {
  const { present, study, subject, checked } = screen
  return useMemo(
    () =>
      buildCourse({
        records: present,
        forms: study.definition.forms,
        derivation,
        sources: { laboratories: checked.laboratories, sampled: sampledIn(present) },
        origin: subject.anchorDate,
        lastContact: subject.lastContact,
      }),
    [present, study.definition, derivation, checked, subject],
  )
}

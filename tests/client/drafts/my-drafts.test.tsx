import { cleanup, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { MyDrafts } from '../../../client/my-work/my-drafts.tsx'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { draw } from '../rendering.tsx'
import { definition, STUDY } from '../subject-server.ts'

const AT = '2024-05-02T08:00:00.000Z'
const draft = {
  ...{ id: 'd1', subjid: '1', form: 'own-reviews', visit: 'W8', part: 'RECIST 1.1' },
  ...{ record: null, baseVersion: null, enteredAt: AT, savedAt: AT },
}
const vitals = { ...draft, id: 'd2', form: 'vitals', part: '' }

/** The study calls the form of the reviews by a key of its own; the file is what makes it one. */
const renamed = (form: FormDefinition): FormDefinition =>
  form.file === 'responses' ? { ...form, key: draft.form } : form

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('E6: leads back from the draft of a review to the page of the reviews, whatever its form is called', async () => {
  const study = { ...STUDY, definition: { ...definition, forms: definition.forms.map(renamed) } }
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(
      new Response(JSON.stringify(url.endsWith('/drafts') ? { drafts: [draft, vitals] } : study)),
    ),
  )
  await draw(
    <Suspense>
      <MyDrafts study="s" />
    </Suspense>,
  )
  const review = await screen.findByRole('link', { name: /^W8 · .* · RECIST 1\.1$/ })
  expect(review.getAttribute('href')).toBe('/studies/s/subjects/1/responses')
  const other = screen.getByRole('link', { name: /^W8 · Vital/ })
  expect(other.getAttribute('href')).toMatch(/\/visits\/W8/)
})

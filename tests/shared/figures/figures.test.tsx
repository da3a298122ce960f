import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Figure } from '../../../shared/figures/figure.tsx'
import { svgText } from '../../../shared/figures/svg-text.ts'
import { escaped } from '../../../shared/kernel/escaped.ts'
import { disc, area, label, line, type Drawing, type MarkAim } from '../../../shared/plots/marks.ts'

const drawing: Drawing = {
  width: 100,
  height: 50.2,
  marks: [
    line(
      [
        [0, 1],
        [2.005, 3],
      ],
      '#0072B2',
      { dash: [4, 2] },
    ),
    {
      ...area(
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
        '#FFFFFF',
        '#333333',
      ),
      subject: '1001',
      about: 'a <b>',
    },
    label([5, 6], 'R&D', { upwards: true, bold: true }),
  ],
}

describe('a figure', () => {
  it('is the same on the page and in a file', () => {
    const page = renderToStaticMarkup(<Figure drawing={drawing} title="T" />)
    const inside = (text: string): string => text.slice(text.indexOf('>') + 1)
    expect(inside(page)).toBe(inside(svgText(drawing, 'T')))
  })

  it('leads to the record of a subject on the page, where it is told how', () => {
    const linkOf = (subject: string): string => `/s/${subject}`
    const page = renderToStaticMarkup(<Figure drawing={drawing} title="T" linkOf={linkOf} />)
    expect(page).toContain('<a href="/s/1001" aria-label="a &lt;b&gt;"><path')
    expect(page.match(/<a /g)).toHaveLength(1)
  })

  it('is one stop by keyboard for marks of a subject that follow each other, named by what they are', () => {
    const of = (subject: string, about?: string) => ({
      ...label([1, 1], subject),
      ...(about === undefined ? {} : { about }),
      subject,
    })
    const marks = [
      of('1', '1: PR'),
      of('1', '1: PR'),
      of('1', '1: Death'),
      of('2'),
      label([1, 2], 'x'),
    ]
    const page = renderToStaticMarkup(
      <Figure drawing={{ width: 9, height: 9, marks }} title="T" about="n" linkOf={(one) => one} />,
    )
    expect(page.match(/<a [^>]*>/g)).toEqual([
      '<a href="1" aria-label="1: PR; 1: Death">',
      '<a href="2">',
    ])
    expect(page).toContain('role="group" aria-label="T" aria-description="n"')
    expect(page.match(/<text/g)).toHaveLength(5)
  })

  it('is reached once by keyboard where its words stand apart from what they name', () => {
    const subject = '1'
    const marks = [
      { ...disc([5, 5], 2, '#000000'), subject, about: '1: PR' },
      label([1, 2], 'x'),
      { ...label([1, 1], 'PR'), subject },
    ]
    const page = renderToStaticMarkup(
      <Figure drawing={{ width: 9, height: 9, marks }} title="T" linkOf={(one) => one} />,
    )
    expect(page.match(/<a [^>]*>/g)).toEqual([
      '<a href="1" aria-label="1: PR">',
      '<a href="1" tabindex="-1">',
    ])
  })

  it('leads to the records that a mark counts, each list once, where it is told how', () => {
    const aim = { to: 'entries', site: 'S1', late: false } as const
    const late = { ...label([1, 1], '2 late'), about: 'S1: 2 late', aim: { ...aim, late: true } }
    const marks = [
      { ...disc([5, 5], 2, '#000000'), about: 'S1: 9', aim },
      { ...line([[0, 0]]), about: 'S1: 9', aim },
      late,
    ]
    const of = { drawing: { width: 9, height: 9, marks }, title: 'T', linkOf: () => '/subject' }
    const aimOf = ({ to, ...more }: MarkAim) => `/${to}/${Object.values(more).join('/')}`
    const page = renderToStaticMarkup(<Figure {...of} aimOf={aimOf} />)
    expect(page.match(/<a [^>]*>/g)).toEqual([
      '<a href="/entries/S1/false" aria-label="S1: 9">',
      '<a href="/entries/S1/true" aria-label="S1: 2 late">',
    ])
    expect(renderToStaticMarkup(<Figure {...of} />)).not.toContain('<a ')
  })

  it('has a name, whole signs of text, and hundredths at most', () => {
    const text = svgText(drawing, 'PFS "A" < B')
    expect(text).toContain('aria-label="PFS &quot;A&quot; &lt; B"')
    expect(text).toContain('viewBox="0 0 100 51"')
    expect(text).toContain('<title>a &lt;b&gt;</title>')
    expect(text).toContain('R&amp;D')
    expect(text).not.toMatch(/\d\.\d{3}/)
    expect(escaped('a & b')).toBe('a &amp; b')
  })
})

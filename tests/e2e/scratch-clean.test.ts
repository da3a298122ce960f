import { writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { serveImportedStudy } from './support/imported-study.ts'
import { settled } from './support/demo-study.ts'
it('shots', async () => {
  const served = await serveImportedStudy('E2E-SHOT', ['nurse','cra','dm'], { roles: { cra: 'monitor', dm: 'data-manager' } })
  const nurse = await served.open('nurse', '/studies/E2E-SHOT/subjects/1001/visits/BASELINE?form=vitals')
  const { page } = await served.open('cra', '/studies/E2E-SHOT/verification')
  await settled(page)
  writeFileSync('/tmp/q.csv', '\uFEFFsubjid,visit,form,row,item,text\n1001,BASELINE,vitals,,WEIGHT,What does the source say about the weight at this visit?\n9999,BASELINE,vitals,,WEIGHT,Who?\n1002,BASELINE,vitals,,WEIGHT,Please change to 46\n1002,BASELINE,vitals,,NOPE,Which one?\n')
  const shot = async (name: string) => {
    for (const [lang, w] of [['en',1440],['en',800],['zh',1440],['zh',800]] as const) {
      await page.evaluate((l) => localStorage.setItem('hepatrial.language', l), lang)
      await page.setViewportSize({ width: w, height: 900 })
      await page.reload(); await settled(page); await page.waitForTimeout(400)
      if (name === 'import') { await page.setInputFiles('input[type=file]', '/tmp/q.csv'); await page.waitForTimeout(800) }
      await page.screenshot({ path: `/tmp/shots/clean/${name}-${lang}-${w}.png` })
    }
    await page.evaluate(() => localStorage.setItem('hepatrial.language', 'en')); await page.reload(); await settled(page)
  }
  await page.goto(served.server.url + '/studies/E2E-SHOT/verification?subject=1001&form=vitals'); await settled(page)
  await page.waitForTimeout(500)
  for (let i=0;i<3;i++) { await page.keyboard.press('v'); await page.waitForTimeout(700) }
  const n = nurse.page
  await n.getByLabel('Weight', { exact: true }).fill('61.5')
  await n.getByRole('textbox', { name: /reason/i }).first().fill('read again').catch(async () => { await n.screenshot({ path: '/tmp/shots/clean/nurse.png' }) })
  await n.keyboard.press('Control+s'); await n.waitForTimeout(1500)
  await n.screenshot({ path: '/tmp/shots/clean/nurse.png' })
  await page.goto(served.server.url + '/studies/E2E-SHOT/verification?subject=1001'); await settled(page); await shot('worklist')
  await page.keyboard.press('q'); await page.waitForTimeout(300); await page.keyboard.type('Please change to 46'); await page.waitForTimeout(300)
  await page.screenshot({ path: '/tmp/shots/clean/worklist-ask.png' }); await page.keyboard.press('Escape')
  await page.goto(served.server.url + '/studies/E2E-SHOT/queries/import'); await settled(page); await shot('import')
  await page.goto(served.server.url + '/studies/E2E-SHOT/queries/ageing'); await settled(page); await shot('ageing')
  await page.goto(served.server.url + '/studies/E2E-SHOT/queries'); await settled(page); await shot('queries')
  await served.close()
}, 240000)

import type { Page } from 'playwright-core'

/** What can be done with a pointer, and is not come to with the tab key. */
export async function findUnreached(page: Page): Promise<readonly string[]> {
  const controls = await page.evaluate(() => {
    const found = document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')
    return [...found]
      .filter((control) => control.checkVisibility() && control.getAttribute('tabindex') !== '-1')
      .map((control, index) => {
        control.setAttribute('data-walk', String(index))
        return control.outerHTML.slice(0, 120)
      })
  })
  const reached = new Set<string | null | undefined>()
  for (let step = 0; step < controls.length + 5; step++) {
    await page.keyboard.press('Tab')
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('data-walk')))
  }
  return controls.filter((_, index) => !reached.has(String(index)))
}

import type { ValuePlan } from './plan.ts'
import { printTextComparison, toLikePattern } from './sqlite-text.ts'
import type { Bind } from './sqlite-text.ts'

/** A value of JSON in SQL: an attribute, or an entry of its list. */
interface JsonValue {
  /** JSON's name of its type. */
  readonly type: () => string
  readonly value: () => string
  /** Types that are the text they are written as. A list is one only within another. */
  readonly written: readonly string[]
  /** As it is written: SQLite's own text of 1e21 and of true is another than JSON's. */
  readonly json: () => string
}

/** Whether the attribute, or an entry of it if it is a list, is as the plan says. */
export function printAttribute(key: string, plan: ValuePlan, bind: Bind): string {
  const path = toJsonPath(key)
  const whole: JsonValue = {
    written: ['object'],
    type: () => `json_type(attributes, ${bind(path)})`,
    value: () => `(attributes ->> ${bind(path)})`,
    json: () => `(attributes -> ${bind(path)})`,
  }
  return `(CASE ${whole.type()} ${printCases(whole, plan, bind)}
    WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(attributes, ${bind(path)}) AS entry
      WHERE CASE entry.type ${printCases(entry, plan, bind)} ELSE 0 END)
    ELSE 0 END)`
}

const entry: JsonValue = {
  written: ['object', 'array'],
  type: () => 'entry.type',
  value: () => 'entry.value',
  json: () => '(attributes -> entry.fullkey)',
}

/** JSON's quotes are what SQLite takes in a path, whatever is in the key. */
export function toJsonPath(key: string): string {
  return `$.${JSON.stringify(key)}`
}

/** What is asked of each type; of the others nothing is true. */
function printCases(own: JsonValue, plan: ValuePlan, bind: Bind): string {
  switch (plan.type) {
    case 'equals': {
      const { text, number, truth } = plan
      return [
        `WHEN 'text' THEN ${own.value()} = ${bind(text)} COLLATE NOCASE`,
        ...(number === undefined
          ? []
          : ['integer', 'real'].map(
              (type) => `WHEN '${type}' THEN ${own.value()} = ${bind(number)}`,
            )),
        ...(truth === undefined ? [] : [`WHEN '${String(truth)}' THEN 1`]),
        ...own.written.map(
          (type) => `WHEN '${type}' THEN ${own.json()} = ${bind(text)} COLLATE NOCASE`,
        ),
      ].join(' ')
    }
    case 'compare':
      return [
        ...['integer', 'real'].map(
          (type) => `WHEN '${type}' THEN ${own.value()} ${plan.operator} ${bind(plan.value)}`,
        ),
        `WHEN 'text' THEN ${printTextComparison(own.value, plan, bind)}`,
      ].join(' ')
    case 'like': {
      const pattern = toLikePattern(plan.pieces)
      return printTexts(own, (text) => `${text} LIKE ${bind(pattern)} ESCAPE '\\'`)
    }
    case 'matches':
      return printTexts(own, (text) => `footlight_regexp(${text}, ${bind(plan.expression)})`)
    case 'has':
      return [
        `WHEN 'text' THEN ${own.value()} <> ''`,
        ...['integer', 'real', 'true', 'false', ...own.written].map(
          (type) => `WHEN '${type}' THEN 1`,
        ),
      ].join(' ')
  }
}

function printTexts(own: JsonValue, test: (text: string) => string): string {
  return [
    `WHEN 'text' THEN ${test(own.value())}`,
    ...['integer', 'real', ...own.written].map((type) => `WHEN '${type}' THEN ${test(own.json())}`),
    ...['true', 'false'].map((type) => `WHEN '${type}' THEN ${test(`'${type}'`)}`),
  ].join(' ')
}

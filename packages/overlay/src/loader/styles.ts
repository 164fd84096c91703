import tokens from '../tokens.css?inline&for=loader/loader.css'
import rules from './loader.css?inline'

/** One text for one constructed sheet: a page's policy cannot tell it from the browser's own. */
export const styles: string = rules + tokens

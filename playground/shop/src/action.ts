/** A button of the backstage. */
export interface Action {
  readonly title: string
  /** What a shop would have been doing. */
  readonly story: string
  /** Answers with the line to show; what it throws is left to the SDK. */
  readonly run: () => string | Promise<string>
}

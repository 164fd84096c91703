import { Component } from 'preact'
import type { ComponentChildren, VNode } from 'preact'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

export interface ErrorBoundaryProps {
  /** Another view is another try. */
  readonly name: string
  readonly children: ComponentChildren
}

interface Broken {
  readonly broken: Error | undefined
  readonly name: string
}

/** A view that breaks leaves the rest of the panel standing. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Broken> {
  override state: Broken = { broken: undefined, name: this.props.name }

  static override getDerivedStateFromError(error: unknown): object {
    return { broken: error instanceof Error ? error : new Error(String(error)) }
  }

  static override getDerivedStateFromProps(
    { name }: ErrorBoundaryProps,
    state: { readonly name: string },
  ): object | null {
    return name === state.name ? null : { broken: undefined, name }
  }

  override render(): ComponentChildren {
    const { broken } = this.state
    return broken === undefined ? this.props.children : this.#toBroken(broken)
  }

  #toBroken(error: Error): VNode {
    return (
      <EmptyState
        icon="shield"
        title="This view broke. That is a bug of Footlight's, not of your app"
        line={`${error.name}: ${error.message}`}
        actions={<Button label="Try again" onClick={() => this.setState({ broken: undefined })} />}
      >
        Nothing of what arrived is lost; the other views go on.
      </EmptyState>
    )
  }
}

import { render } from 'preact'
import '../tokens.css'
import './style/base.css'
import './style/control.css'
import './style/frame.css'
import './style/query.css'
import './style/list.css'
import './style/code.css'
import './style/time.css'
import './style/story.css'
import './style/dialog.css'
import './style/panel.css'
import './style/scroller.css'
import './style/scope.css'
import './style/toast-lines.css'
import './style/json-tree.css'
import './style/attributes.css'
import './style/ansi.css'
import { openPanel, PanelContext } from './session/panel.ts'
import { App } from './shell/app.tsx'

async function open(root: Element): Promise<void> {
  const panel = await openPanel(window)
  render(
    <PanelContext.Provider value={panel}>
      <App />
    </PanelContext.Provider>,
    root,
  )
  if ('modelContext' in navigator) {
    const { registerWebTools } = await import('./agent/web-mcp.ts')
    registerWebTools(panel, navigator.modelContext)
  }
}

// Not awaited: what is fetched later imports from this file, and would wait for it to be done.
const root = document.querySelector('#panel')
if (root !== null) void open(root)

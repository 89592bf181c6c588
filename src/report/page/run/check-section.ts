import { html, type Html } from '../html.ts'

/** Where the page's script says what it found when it checked the certificates again. */
export const checkSection = (certificates: number): Html =>
  html`<section class="check" data-part="check" aria-label="Certificates">
    <h2>Certificates</h2>
    ${
      certificates === 0
        ? html`<p>This evidence holds none, so there is nothing that a browser could check again.</p>`
        : html`<p data-part="check-result" role="status">
              ${certificates} certificates are in this page. Nothing is checked yet: it takes a browser that
              runs scripts.
            </p>
            <p data-part="check-going" hidden>
              <progress
                data-part="check-bar"
                max="${certificates}"
                value="0"
                aria-label="Certificates that are checked"
              ></progress>
            </p>
            <ul data-part="check-wrong" hidden></ul>
            <p><button type="button" data-part="check-more" hidden>Check what takes longer too</button></p>`
    }
    <p class="aside">
      A certificate holds one case and the program of its claim. Here an evaluator of a thousand lines,
      independent of what made this file, computes it again with big integers. A certificate that stands
      proves that this case is what is said of it: a counterexample, a witness, the fall of a control. It
      proves nothing of the counts, the limits, and the other sentences; <code>assay audit</code> checks those
      against the claims.
    </p>
  </section>`

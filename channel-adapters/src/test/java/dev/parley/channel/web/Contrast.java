package dev.parley.channel.web;

/// Finds visible texts whose contrast is below 4.5 to 1 (WCAG 2.2, 1.4.3).
public final class Contrast {
  /// Of the widget.
  static final String SCRIPT = within("document.querySelector('[data-parley]').shadowRoot");

  private static final String CHECK =
      """
      () => {
        const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) =>
          0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        const parts = color => color.match(/[\\d.]+/g).map(Number);
        const over = (top, under) => {
          const alpha = top[3] ?? 1;
          return [0, 1, 2].map(i => top[i] * alpha + under[i] * (1 - alpha));
        };
        const background = node => {
          const stack = [];
          for (let at = node; at && at.nodeType === 1; at = at.parentElement) {
            stack.push(parts(getComputedStyle(at).backgroundColor));
          }
          return stack.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
        };
        const root = ROOT;
        const bad = [];
        for (const node of root.querySelectorAll('*')) {
          const words = [...node.childNodes]
            .some(child => child.nodeType === 3 && child.textContent.trim());
          const field = node.tagName === 'TEXTAREA';
          const shown = node.checkVisibility({ visibilityProperty: true });
          if ((!words && !field) || !shown || node.closest('.sr') || node.tagName === 'STYLE') {
            continue;
          }
          const ground = background(node);
          const colors = [getComputedStyle(node).color];
          if (field) colors.push(getComputedStyle(node, '::placeholder').color);
          for (const color of colors) {
            const [a, b] = [light(over(parts(color), ground)), light(ground)];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) bad.push(`${node.className || node.tagName} ${ratio.toFixed(2)}`);
          }
        }
        return bad;
      }
      """;

  private Contrast() {}

  /// @param root a JavaScript expression for what is looked through
  public static String within(String root) {
    return CHECK.replace("ROOT", root);
  }
}

"""The window: one page per job, thin.

A page reads widgets, calls **one** core method, shows the frozen value that it returns. It does not query,
count, format a date twice or decide what is permitted; if it needs an `if` about the domain, the returned
value lacks a field.

Building a page
    class PeoplePage(Page):                          # ui.parts.page.Page: header, banner, sheets
        def __init__(self, desk, language, theme, background): ...
    The constructor takes exactly what the page uses, never the whole station. What the page has to say to
    others is a Qt signal with one small frozen value. Language and theme never change within a page's
    life: a switch builds the pages anew, so keep what must survive in the core, not in widgets.
    `refresh()` is called when the page comes to the front and after changes made elsewhere.

Parts (ui.parts.widgets)
    self.header.title, .subtitle, .add(chip(...)), .lamp()   the strip above
    Panel(heading), rule(), Strip(theme)                     surfaces; put content into `panel.body`
    text(words, role)          roles: name second headline large title strong hint row quiet heading small
    Elided(words, role), Fitted(pixels, weight)              one line that ends in "…"; a name that shrinks
    KeyButton(words, key, theme, "primary" | "plain")        the row of actions at a page's foot
    button(words, role), link(words), chip_button(words)     everything smaller
    Tick(words, theme), Choice(theme)                        a box to tick; one out of a few
    Tabs(), Slider()                                         as Qt's, and deaf to the mouse wheel
    tables: QTableView on a model that holds a tuple and replaces it; rows of 52 px or more
    rows.TupleModel, rows.RowPainter                         a list whose rows are painted, mirrored too
    icons.pixmap(name, colour, size, ratio), icons.icon(...) never a colour of your own: theme.accent …

Arranging
    columns.Columns(side, main)      side by side, or one under the other where it is narrow; it scrolls
    columns.Scrolling, Stack, FlowBox, Pile                  what is too low, in turn, in lines, replaced whole
    action_bar.ActionBar(theme)      the foot: `show_offers((Offer(act, words, key), …))`, `chosen(act)`
    empty_state.EmptyState           what stands where nothing is yet, and what to do next
    findings_list, tables, question_sheet, file_choice       findings, tables, one question, native choosers

Text
    Every text through Language: `self.language.text("Print {n}", n=3)`, `.plural("…", "{n} …", n)`; never
    an f-string inside. All labels here are plain text; a bare QLabel is not, so do not use one. Sides are
    leading and trailing, never left and right: layouts mirror themselves.

Asking
    A form or a question is a `Sheet` laid over the page: Enter accepts, Esc backs out. Not a QDialog: one that
    stays open eats the next scan. File choosers are the native ones.
    self.confirm(question, then)              `then()` once it is accepted and closed
    self.ask(sheet, then)                     `then(sheet)`, the same; `sheet.complete()` may keep it open
    self.ask_until(sheet, work, then)         it stays while `work(sheet)` raises a KnownError, and says why
    self.ask_behind(sheet, work, then)        the same, in the background
    `sheet.row(words, field)` adds a field, `sheet.say(...)` tells what is missing.

Failures
    `except KnownError as error: self.show_error(error)`: a banner at the top of the page's body. Anything
    else that is raised is a bug and is left alone: the crash box shows it.

Long work
    `self.run(work, done)`: `work` runs elsewhere and touches no widget, `done(result)` arrives here; a
    KnownError becomes the banner. `self.background.progress(shown)` gives a callable that the work calls
    with 0 … 1 and that can be stopped.
"""

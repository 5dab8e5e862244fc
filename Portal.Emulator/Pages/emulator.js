// The answer of response_mode=form_post goes on by itself; without JavaScript there is the button.
document.querySelector("form[data-goes-on]")?.requestSubmit();

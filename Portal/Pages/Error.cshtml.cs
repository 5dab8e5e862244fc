using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Security;

namespace Portal.Pages;

/// <summary>
/// Says in plain words what went wrong, what it means and where to go. Comes for exceptions and for answers without a body; it shows
/// nothing of the fault but the id under which it is in the log.
/// </summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public int Code { get; private set; }

    public string RequestId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public string Heading => Words.Heading;

    public string Text => Words.Text;

    public (string Label, string Href) Way => Code is 401 ? ("Sign in", Url.Content("~/")) : ("Go to the start page", Url.Content("~/"));

    private (string Heading, string Text) Words => SuspendedTenants.Of(HttpContext) is { } suspended
        ? ($"{suspended.Name} is suspended", $"{suspended.SuspendedBecause} Nothing is deleted, and syncing goes on when the organisation is active again. Ask whoever runs this portal.")
        : OfCode;

    private (string Heading, string Text) OfCode => Code switch
    {
        400 => ("That did not reach us whole", "The form was too old or incomplete, and nothing was changed. Go back, load the page again and repeat it."),
        401 => ("Please sign in", "This page is only for people who are signed in."),
        403 => ("You may not do that", "Your role in this organisation does not allow it. An owner or admin of the organisation can change your role, or do it for you."),
        404 => ("There is nothing here", "The address may be mistyped, the thing may have been deleted, or it belongs to an organisation that you are not a member of."),
        405 => ("That does not work here", "The page was called in a way it does not know. Nothing was changed."),
        429 => ("Too much at once", "There were too many attempts in a short time. Wait a minute, then try again; nothing was lost."),
        503 => ("We are not available right now", "The portal cannot reach its own data at the moment. Your data is safe, and syncing catches up by itself. Try again in a minute."),
        _ => ("That went wrong on our side", "Nothing you did caused it, and it is recorded. What you entered may not be saved. Try again; if it stays, tell us."),
    };

    public void OnGet(int? code) => Answer(code);

    public void OnPost(int? code) => Answer(code);

    // Called by name the page shows a failure that did not happen, so it answers 404 then; a status in the making stays.
    private void Answer(int? code)
    {
        if (Response.StatusCode == StatusCodes.Status200OK)
        {
            Response.StatusCode = code is >= 400 and < 600 ? code.Value : StatusCodes.Status404NotFound;
        }

        Code = Response.StatusCode;
    }
}

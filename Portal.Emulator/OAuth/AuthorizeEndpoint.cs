using Microsoft.AspNetCore.WebUtilities;
using Portal.Emulator.Pages;
using Portal.Emulator.World;

namespace Portal.Emulator.OAuth;

/// <summary>Signs a seeded user in, asks for consent and sends the browser back; every step is a plain form.</summary>
internal sealed class AuthorizeEndpoint(EmulatorOptions options, Grants grants, Directory directory, PageWriter pages)
{
    private const string LoginCookie = "stand-in-login";

    public async Task AnswerAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        string? Field(string name) => (HttpMethods.IsPost(context.Request.Method) ? form[name] : context.Request.Query[name]).ToString() is { Length: > 0 } text ? text : null;

        var request = AuthorizeRequest.From(Field);
        if (options.ClientBy(request.ClientId) is not { } client)
        {
            await RefuseAsync(context, 700016, $"No application with the id '{request.ClientId}' is registered here.",
                "Use a client id that the start page lists, or register this one under Emulator:Clients.");
        }
        else if (client.RedirectFor(request.RedirectUri) is not { } redirect)
        {
            await RefuseAsync(context, 50011, $"The address '{request.RedirectUri}' is not registered for {client.Name}.",
                "It must equal a registered redirect letter by letter. The start page lists them.");
        }
        else
        {
            await GoOnAsync(context, client, redirect, request, Field);
        }
    }

    private Task GoOnAsync(HttpContext context, Client client, Redirect redirect, AuthorizeRequest request, Func<string, string?> field)
    {
        if (request.Fault is { } fault)
        {
            return SendBackAsync(context, request, fault);
        }

        var signedIn = directory.UserBy(context.Request.Cookies[LoginCookie]);
        if (request.Prompt == "none")
        {
            return SendBackAsync(context, request, Silently(signedIn, client, redirect, request));
        }

        var (isPost, answer) = (HttpMethods.IsPost(context.Request.Method), field(AuthorizeRequest.AnswerField));
        if (answer == AuthorizeRequest.Cancel)
        {
            return SendBackAsync(context, request, AuthorizeAnswer.Denied);
        }

        var named = field(AuthorizeRequest.UserField);
        var user = named is not null ? directory.UserBy(named) : request.Prompt is null or "consent" ? Expected(request, signedIn) : null;
        if (user is null)
        {
            return AskWhoAsync(context, client, request);
        }

        if (grants.IsDisabled(user))
        {
            return SendBackAsync(context, request, AuthorizeAnswer.Disabled);
        }

        var accepts = answer == AuthorizeRequest.Accept || (named is not null && !isPost)
            || (request.Prompt != "consent" && grants.HasConsent(user, client.Id));
        if (!accepts)
        {
            return pages.WriteAsync<AskConsent>(context, new() { ["Client"] = client, ["Request"] = request, ["User"] = user });
        }

        context.Response.Cookies.Append(LoginCookie, user.UserName, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return SendBackAsync(context, request, Accept(user, client, redirect, request));
    }

    private AuthorizeAnswer Silently(User? signedIn, Client client, Redirect redirect, AuthorizeRequest request) => signedIn switch
    {
        null => AuthorizeAnswer.LoginRequired,
        _ when Expected(request, signedIn) != signedIn => AuthorizeAnswer.LoginRequired,
        _ when grants.IsDisabled(signedIn) => AuthorizeAnswer.InteractionRequired,
        _ when !grants.HasConsent(signedIn, client.Id) => AuthorizeAnswer.ConsentRequired,
        _ => Accept(signedIn, client, redirect, request),
    };

    /// <summary>Whom the application means, or whoever is signed in.</summary>
    private User? Expected(AuthorizeRequest request, User? signedIn) => request.LoginHint is { } hint ? directory.UserBy(hint) : signedIn;

    private AuthorizeAnswer Accept(User user, Client client, Redirect redirect, AuthorizeRequest request) => new(grants.NewCode(
        new Subject(user.UserName, client.Id, request.Scope ?? "", redirect.IsSpa), request.RedirectUri ?? redirect.Uri, request.Challenge));

    private Task AskWhoAsync(HttpContext context, Client client, AuthorizeRequest request)
    {
        var hinted = directory.UserBy(request.LoginHint);
        return pages.WriteAsync<ChooseUser>(context, new()
        {
            ["Client"] = client,
            ["Request"] = request,
            ["Users"] = (IReadOnlyList<User>)[.. directory.Users.OrderBy(user => user != hinted)],
        });
    }

    private Task SendBackAsync(HttpContext context, AuthorizeRequest request, AuthorizeAnswer answer)
    {
        var (target, fields) = (request.RedirectUri ?? "", answer.Fields(request.State));
        context.Response.Headers.CacheControl = "no-store";
        switch (request.ResponseMode)
        {
            case "form_post":
                return pages.WriteAsync<GoingBack>(context, new() { ["Action"] = target, ["Fields"] = fields });
            case "fragment":
                context.Response.Redirect(target + "#" + QueryHelpers.AddQueryString("", fields).TrimStart('?'));
                return Task.CompletedTask;
            default:
                context.Response.Redirect(QueryHelpers.AddQueryString(target, fields));
                return Task.CompletedTask;
        }
    }

    private Task RefuseAsync(HttpContext context, int number, string what, string remedy) => pages.WriteAsync<Refusal>(
        context, new() { ["What"] = what, ["Remedy"] = remedy, ["Number"] = $"AADSTS{number}" }, StatusCodes.Status400BadRequest);
}

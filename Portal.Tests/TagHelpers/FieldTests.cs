using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.TagHelpers;

namespace Portal.Tests.TagHelpers;

public sealed class FieldTests : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ViewContext view;

    public FieldTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRazorPages();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Logging.ClearProviders();
        app = builder.Build();
        view = new ViewContext
        {
            HttpContext = new DefaultHttpContext { RequestServices = app.Services },
            RouteData = new RouteData(),
            ViewData = new ViewDataDictionary(Metadata, new ModelStateDictionary()),
            FormContext = new FormContext(),
        };
    }

    private IModelMetadataProvider Metadata => app.Services.GetRequiredService<IModelMetadataProvider>();

    [Fact]
    public async Task A_field_ties_its_label_and_its_help_to_its_control()
    {
        var field = await FieldAsync("Email", help: "For invoices", ("autocomplete", "email"));

        var input = field.QuerySelector("input")!;
        Assert.Equal(input.Id, field.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("Form_Email-help", input.GetAttribute("aria-describedby"));
        Assert.Equal("For invoices", field.QuerySelector("#Form_Email-help")!.TextContent);
        Assert.Equal("email", input.GetAttribute("autocomplete"));
        Assert.Equal("maria@northwind.example", input.GetAttribute("value"));
        Assert.False(input.HasAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_refused_field_keeps_what_was_typed_and_says_why()
    {
        Refuse("Form.Email", "no <mail>", "This is not an e-mail address.");

        var field = await FieldAsync("Email", help: "For invoices");

        var input = field.QuerySelector("input")!;
        Assert.Equal("no <mail>", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("Form_Email-fault Form_Email-help", input.GetAttribute("aria-describedby"));
        Assert.Equal("This is not an e-mail address.", field.QuerySelector("#Form_Email-fault")!.TextContent);
    }

    [Fact]
    public async Task Only_the_first_faulty_field_takes_the_focus()
    {
        Refuse("Form.Email", "x", "This is not an e-mail address.");
        Refuse("Form.Password", "", "A password is needed.");

        var focused = new List<bool>();
        foreach (var (name, attributes) in new[] { ("Name", new[] { ("autofocus", "") }), ("Email", []), ("Password", []) })
        {
            focused.Add((await FieldAsync(name, null, attributes)).QuerySelector("input")!.HasAttribute("autofocus"));
        }

        Assert.Equal([false, true, false], focused);
    }

    [Fact]
    public async Task A_password_never_comes_back()
    {
        Refuse("Form.Password", "hunter2", "Too short.");

        var field = await FieldAsync("Password", null);

        Assert.Equal("password", field.QuerySelector("input")!.GetAttribute("type"));
        Assert.DoesNotContain("hunter2", field.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_leads_to_each_field_and_is_absent_when_all_is_well()
    {
        Assert.Equal("", Faults().InnerHtml);

        Refuse("Form.Email", "x", "<b>Not</b> an address.");
        view.ViewData.ModelState.AddModelError("", "The organisation is suspended.");

        var links = Faults().QuerySelectorAll("[role=alert] li > *").Select(item => $"{item.LocalName} {item.GetAttribute("href")} {item.TextContent}");
        Assert.Equal(["span  The organisation is suspended.", "a #Form_Email <b>Not</b> an address."], links);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Refuse(string field, string typed, string why)
    {
        view.ViewData.ModelState.SetModelValue(field, typed, typed);
        view.ViewData.ModelState.AddModelError(field, why);
    }

    private async Task<IElement> FieldAsync(string property, string? help, params (string Name, string Value)[] attributes)
    {
        var form = Metadata.GetModelExplorerForType(typeof(Form), new Form());
        var tag = new FieldTag(app.Services.GetRequiredService<IHtmlGenerator>())
        {
            For = new ModelExpression("Form." + property, form.GetExplorerForProperty(property)),
            Help = help,
            ViewContext = view,
        };
        var output = Output("field", [.. attributes.Select(attribute => new TagHelperAttribute(attribute.Name, attribute.Value))]);
        await tag.ProcessAsync(Context(), output);
        return Html(output);
    }

    private IElement Faults()
    {
        var output = Output("faults", []);
        new FaultsTag { ViewContext = view }.Process(Context(), output);
        return Html(output);
    }

    private static TagHelperContext Context() => new([], new Dictionary<object, object>(), "test");

    private static TagHelperOutput Output(string name, TagHelperAttributeList attributes) =>
        new(name, attributes, (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

    private static IElement Html(TagHelperOutput output)
    {
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }

    private sealed class Form
    {
        public string Name { get; set; } = "Northwind";

        public string Email { get; set; } = "maria@northwind.example";

        [DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Domain.Tenancy;
using Portal.Emulator;
using Portal.Infrastructure.Database;
using Portal.Security;

namespace Portal.Tests.Conventions;

/// <summary>What holds for the code as a whole.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(Tenant).Assembly;
    private static readonly Assembly[] Ours = [Domain, typeof(PortalDb).Assembly, typeof(CurrentMember).Assembly, typeof(EmulatorHost).Assembly];

    /// <summary>Reviewed: the word is Microsoft's, for one of the hosts of its API.</summary>
    private static readonly string[] Allowed = ["AdsService"];

    /// <summary>Reviewed: Finbuckle's name and shape, which is made to be derived from; and the database, which has a type on PostgreSQL.</summary>
    private static readonly string[] Open = ["Portal.Infrastructure.Tenancy.TenantInfo", "Portal.Infrastructure.Database.PortalDb"];

    [Fact]
    public void The_domain_needs_nothing_but_dotnet() =>
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.StartsWith("System", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void The_emulator_knows_nothing_of_ours_so_that_it_can_disagree() =>
        Assert.DoesNotContain(typeof(EmulatorHost).Assembly.GetReferencedAssemblies(), reference => reference.Name?.StartsWith("Portal", StringComparison.Ordinal) == true);

    [Fact]
    public void The_infrastructure_knows_nothing_of_the_pages() =>
        Assert.DoesNotContain(typeof(PortalDb).Assembly.GetReferencedAssemblies(), reference => reference.Name is "Portal" or "Portal.Emulator");

    [Fact]
    public void A_class_is_named_for_what_it_is()
    {
        var vague = Types().Where(type => Vague().IsMatch(type.Name.Split('`')[0])).Select(type => type.Name);

        Assert.Empty(vague.Except(Allowed));
    }

    [Fact]
    public void Public_classes_are_sealed()
    {
        var open = Types().Where(type => type is { IsClass: true, IsVisible: true, IsAbstract: false, IsSealed: false } && !IsMadeByTheCompiler(type)).Select(type => type.FullName);

        Assert.Empty(open.Except(Open));
    }

    [Fact]
    public void Page_models_end_in_Model() =>
        Assert.All(Types().Where(type => type.IsSubclassOf(typeof(PageModel))), type => Assert.EndsWith("Model", type.Name, StringComparison.Ordinal));

    [Fact]
    public void What_is_awaited_ends_in_Async()
    {
        var misnamed = from type in Types()
                       where !IsMadeByTheCompiler(type)
                       from method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                       where IsAwaited(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal)
                       where !method.IsSpecialName && method.GetBaseDefinition() == method && !IsOfAnInterface(type, method)
                       where !method.Name.Contains('<', StringComparison.Ordinal)
                       select $"{type.Name}.{method.Name}";

        Assert.Empty(misnamed);
    }

    [Fact]
    public void What_can_be_cancelled_takes_the_token_last()
    {
        var cancellable = from type in Types()
                          from method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                          where IsAwaited(method.ReturnType) && !method.Name.Contains('<', StringComparison.Ordinal)
                          where method.GetParameters().Any(IsToken)
                          select method;
        var misplaced = cancellable.Where(method => !IsToken(method.GetParameters()[^1])).Select(method => $"{method.DeclaringType?.Name}.{method.Name}");

        Assert.NotEmpty(cancellable);
        Assert.Empty(misplaced);
    }

    [Theory]
    [InlineData("*.cshtml")]
    [InlineData("*.razor")]
    public void Views_hold_no_script_and_no_style(string pattern)
    {
        var files = Directory.GetFiles(Path.Combine(Top(), "Portal"), pattern, SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => Inline().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("<p style=\"color:red\">", true)]
    [InlineData("<script>alert(1)</script>", true)]
    [InlineData("<button type=\"button\" onclick=\"go()\">", true)]
    [InlineData("<script type=\"module\" src=\"~/js/theme.js\"></script>", false)]
    [InlineData("<input type=\"checkbox\" name=\"on\" data-on=\"x\" /> @code { var style = 1; }", false)]
    public void The_search_for_script_and_style_finds_them(string view, bool isFound) => Assert.Equal(isFound, Inline().IsMatch(view));

    private static IEnumerable<Type> Types() => Ours.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal));

    private static bool IsMadeByTheCompiler(Type type) =>
        type.Name == "_Imports" || type.IsSubclassOf(typeof(ComponentBase)) || type.IsSubclassOf(typeof(RazorPageBase)) || type.IsSubclassOf(typeof(Migration)) || type.IsSubclassOf(typeof(ModelSnapshot));

    private static bool IsAwaited(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static bool IsToken(ParameterInfo parameter) => parameter.ParameterType == typeof(CancellationToken);

    private static bool IsOfAnInterface(Type type, MethodInfo method) =>
        !type.IsInterface && type.GetInterfaces().Any(one => type.GetInterfaceMap(one).TargetMethods.Contains(method));

    private static string Top([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));

    [GeneratedRegex("^.+(Service|Manager|Helper|Helpers|Util|Utils|Utility|Base|Impl|Dto)$", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();

    [GeneratedRegex("""<[a-z][^>]*\s(style|on[a-z]+)\s*=|<script(?![^>]*\ssrc=)[^>]*>|<style\b""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}

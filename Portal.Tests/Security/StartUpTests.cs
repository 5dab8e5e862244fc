using Portal.Tests.Harness;

namespace Portal.Tests.Security;

/// <summary>The portal itself, started as its operator starts it.</summary>
public sealed class StartUpTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-start-");

    [Fact]
    public async Task Production_without_configuration_says_what_is_missing_and_ends()
    {
        var (exit, output, errors) = await StartAsync();

        Assert.Equal(1, exit);
        foreach (var name in new[]
        {
            "Portal:PublicUrl", "Mail:From", "Mail:Host", "MicrosoftAds:ClientId", "MicrosoftAds:ClientSecret", "MicrosoftAds:DeveloperToken",
            "MicrosoftAds:RedirectUri", "DataProtection:CertificatePath",
        })
        {
            Assert.Contains(errors, sentence => sentence.StartsWith($"{name} is missing", StringComparison.Ordinal));
        }

        Assert.All(errors.Concat(output), line => Assert.DoesNotContain("   at ", line, StringComparison.Ordinal));
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Production_refuses_the_emulator_and_a_certificate_that_is_none()
    {
        var file = Path.Combine(folder.FullName, "not-a.pfx");
        await File.WriteAllTextAsync(file, "nothing", TestContext.Current.CancellationToken);

        var (exit, _, errors) = await StartAsync(("MicrosoftAds__Environment", "Emulator"), ("DataProtection__CertificatePath", file));

        Assert.Equal(1, exit);
        Assert.Contains(errors, sentence => sentence.StartsWith("MicrosoftAds:Environment is Emulator, which the portal refuses in Production.", StringComparison.Ordinal));
        Assert.Contains(errors, sentence => sentence.StartsWith("DataProtection:CertificatePath must lead to a PKCS #12 file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_of_the_configuration_is_repeated()
    {
        var (_, output, errors) = await StartAsync(("MicrosoftAds__ClientSecret", "a-secret-of-the-test"), ("Mail__Password", "another-secret"));

        Assert.NotEmpty(errors);
        Assert.All(errors.Concat(output), line => Assert.DoesNotContain("secret-of-the-test", line, StringComparison.Ordinal));
        Assert.All(errors.Concat(output), line => Assert.DoesNotContain("another-secret", line, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Delete(true);

    private Task<(int Exit, string[] Output, string[] Errors)> StartAsync(params (string Name, string? Value)[] environment) =>
        PortalProcess.RunAsync(folder, environment.ToDictionary(one => one.Name, one => one.Value));
}

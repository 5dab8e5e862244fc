using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Database;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Database;

public sealed class KeyProtectionTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task The_key_ring_lies_in_the_database_encrypted()
    {
        app.Services.GetDataProtector("a test").Protect("something");

        await using var scope = app.Services.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<PortalDb>().DataProtectionKeys.Select(key => key.Xml ?? "").ToListAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(keys);
        Assert.All(keys, xml => Assert.Contains("<EncryptedData", xml, StringComparison.Ordinal));
        Assert.All(keys, xml => Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_process_with_the_same_certificate_opens_what_this_one_sealed()
    {
        var text = app.Services.GetDataProtector("a test").Protect("something");
        await using var other = new PortalApp();
        app.Database.Settings.ToList().ForEach(setting => other.Settings.Add(setting.Key, setting.Value));
        await other.InitializeAsync();

        Assert.Equal("something", other.Services.GetDataProtector("a test").Unprotect(text));
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
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
        await using var other = await AnotherAsync();

        Assert.Equal("something", other.Services.GetDataProtector("a test").Unprotect(text));
    }

    [Fact]
    public async Task After_a_change_of_certificates_the_old_one_still_opens_what_it_protected()
    {
        var text = app.Services.GetDataProtector("a test").Protect("something");
        await using var other = await AnotherAsync(
            ("DataProtection:CertificatePath", ThrowAwayCertificate.WriteNewTo(app.Folder, "rollover.pfx")),
            ("DataProtection:OldCertificates:0:Path", ThrowAwayCertificate.WriteTo(app.Folder)));

        Assert.Equal("something", other.Services.GetDataProtector("a test").Unprotect(text));
    }

    /// <summary>
    /// What a deleted data key means for copies of the database and of the key store from before: whoever has both, and the certificate,
    /// opens them; once that certificate is destroyed, nobody does. <see cref="KeyStoreTests"/> has the copy of the database alone.
    /// </summary>
    [Fact]
    public async Task A_copy_of_both_from_before_a_data_key_was_deleted_opens_no_more_when_the_certificate_of_that_time_is_gone()
    {
        var organisation = await app.FoundAsync("shredded");
        var (copy, value) = (default(TenantKey), Array.Empty<byte>());
        await app.InTenantAsync(organisation.Id, async services =>
        {
            var keys = services.GetRequiredService<KeysDb>();
            value = await services.GetRequiredService<TokenVault>().SealAsync(new RefreshToken("a token"), Login, CancellationToken.None);
            copy = await keys.TenantKeys.AsNoTracking().SingleAsync();
            await services.GetRequiredService<TenantKeys>().DeleteAsync(CancellationToken.None);
            await Assert.ThrowsAsync<TokenUnreadableException>(() => services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(value, Login, CancellationToken.None));
            keys.TenantKeys.Add(copy);
            await keys.SaveChangesAsync();
            Assert.Equal("a token", (await services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(value, Login, CancellationToken.None)).Reveal());
        });

        await using var later = await AnotherAsync(("DataProtection:CertificatePath", ThrowAwayCertificate.WriteNewTo(app.Folder, "later.pfx")));

        await later.InTenantAsync(organisation.Id, services =>
            Assert.ThrowsAsync<TokenUnreadableException>(() => services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(value, Login, CancellationToken.None)));
    }

    private static readonly Id<Connection> Login = new(Guid.Parse("018f2a00-0000-7000-8000-000000000001"));

    /// <summary>Another process over the same database.</summary>
    private async Task<PortalApp> AnotherAsync(params (string Name, string Value)[] settings)
    {
        var other = new PortalApp();
        app.Database.Settings.ToList().ForEach(setting => other.Settings.Add(setting.Key, setting.Value));
        settings.ToList().ForEach(setting => other.Settings[setting.Name] = setting.Value);
        await other.InitializeAsync();
        return other;
    }
}

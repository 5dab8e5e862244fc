using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Connections;
using Portal.Infrastructure.Connections;
using Portal.Infrastructure.Tenancy;
using Portal.Tests.Harness;

namespace Portal.Tests.Infrastructure.Connections;

public sealed class TokenVaultTests
{
    private static readonly Id<Connection> Ours = new(Guid.Parse("018f2a00-0000-7000-8000-000000000001"));
    private static readonly Id<Connection> Other = new(Guid.Parse("018f2a00-0000-7000-8000-000000000002"));
    private static readonly RefreshToken Token = new("M.C519_BAY.0.U.-a-refresh-token");

    [Fact]
    public async Task What_is_sealed_opens_again_and_is_not_readable_meanwhile()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);

        Assert.Equal(Token.Reveal(), (await OpenAsync(stage, value)).Reveal());
        Assert.DoesNotContain("a-refresh-token", System.Text.Encoding.UTF8.GetString(value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_token_is_sealed_differently_each_time()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        Assert.NotEqual(await SealAsync(stage), await SealAsync(stage));
    }

    [Fact]
    public async Task A_value_of_another_connection_does_not_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);

        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(stage, value, Other));
    }

    [Fact]
    public async Task A_value_of_another_field_does_not_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);

        await Assert.ThrowsAsync<TokenUnreadableException>(() => stage.InTenantAsync(services =>
            services.GetRequiredService<TokenVault>().OpenAccessTokenAsync(value, Ours, CancellationToken.None)));
    }

    [Fact]
    public async Task A_value_of_another_organisation_does_not_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);
        var stranger = await stage.FoundAsync(stage.AnotherProcess(), "fabrikam");
        await SealAsync(stage, stranger);

        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(stage, value, Ours, stranger));
    }

    [Fact]
    public async Task A_changed_value_does_not_open()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);
        value[^1] ^= 1;

        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(stage, value));
    }

    [Fact]
    public async Task Once_the_data_key_is_deleted_nothing_opens()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var value = await SealAsync(stage);
        await stage.KeysAsync(keys => keys.TenantKeys.ExecuteDeleteAsync());

        await Assert.ThrowsAsync<TokenUnreadableException>(() => OpenAsync(stage, value));
    }

    [Fact]
    public async Task Many_who_seal_for_the_first_time_at_once_share_one_key()
    {
        await using var stage = await MicrosoftStage.OpenAsync();

        var values = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SealAsync(stage)));

        Assert.Equal(1, await stage.KeysAsync(keys => keys.TenantKeys.CountAsync()));
        foreach (var value in values)
        {
            Assert.Equal(Token.Reveal(), (await OpenAsync(stage, value)).Reveal());
        }
    }

    [Fact]
    public async Task A_code_verifier_opens_for_its_own_attempt_only()
    {
        await using var stage = await MicrosoftStage.OpenAsync();
        var (verifier, state, otherState) = (Pkce.NewVerifier(), SHA256.HashData([1]), SHA256.HashData([2]));

        var opened = await stage.InTenantAsync(async services =>
        {
            var vault = services.GetRequiredService<TokenVault>();
            var value = await vault.SealAsync(verifier, state, CancellationToken.None);
            await Assert.ThrowsAsync<TokenUnreadableException>(() => vault.OpenCodeVerifierAsync(value, otherState, CancellationToken.None));
            return await vault.OpenCodeVerifierAsync(value, state, CancellationToken.None);
        });

        Assert.Equal(verifier.Reveal(), opened.Reveal());
    }

    private static Task<byte[]> SealAsync(MicrosoftStage stage, PortalTenant? tenant = null) => stage.InTenantAsync(
        services => services.GetRequiredService<TokenVault>().SealAsync(Token, Ours, CancellationToken.None), tenant: tenant);

    private static Task<RefreshToken> OpenAsync(MicrosoftStage stage, byte[] value, Id<Connection>? connection = null, PortalTenant? tenant = null) => stage.InTenantAsync(
        services => services.GetRequiredService<TokenVault>().OpenRefreshTokenAsync(value, connection ?? Ours, CancellationToken.None), tenant: tenant);
}

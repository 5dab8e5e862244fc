using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Portal.Emulator;
using Portal.Tests.Harness;

namespace Portal.Tests.Chromium;

/// <summary>The portal as people meet it: with its jobs at work and the machine's clock, and with the emulator at another address.</summary>
public sealed class ChromiumApp : PortalApp
{
    private readonly WebApplication emulator = EmulatorHost.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0", ReportPolls = 1 });

    public string Emulator { get; private set; } = "";

    // Chosen before the start: the redirect address is part of the configuration.
    protected override int Port { get; } = FreePort();

    protected override TimeProvider Time => TimeProvider.System;

    public override async ValueTask InitializeAsync()
    {
        await emulator.StartAsync();
        Emulator = emulator.Urls.First();
        Settings["Portal:Roles:1"] = "Worker";
        Settings["MicrosoftAds:IdentityUrl"] = Emulator;
        Settings["MicrosoftAds:CustomerManagementUrl"] = $"{Emulator}/CustomerManagement/v13/";
        Settings["MicrosoftAds:CampaignManagementUrl"] = $"{Emulator}/CampaignManagement/v13/";
        Settings["MicrosoftAds:ReportingUrl"] = $"{Emulator}/Reporting/v13/";
        Settings["MicrosoftAds:BulkUrl"] = $"{Emulator}/Bulk/v13/";
        Settings["MicrosoftAds:RedirectUri"] = $"http://localhost:{Port}/oauth/microsoft-ads/callback";
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await emulator.StopAsync();
        await emulator.DisposeAsync();
    }

    public Uri At(string path) => new($"http://localhost:{Port}{path}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using Portal.Security;

namespace Portal.Tests.Security;

public sealed class ShellTests
{
    [Theory]
    [InlineData("Viewer", "Overview, Campaigns, Performance, Accounts, Library, Changes, Connections, Incidents, Sync, Members")]
    [InlineData(null, "Overview, Campaigns, Performance, Accounts, Library, Changes, Connections, Incidents, Sync, Members")]
    [InlineData("Analyst", "Overview, Campaigns, Performance, Accounts, Library, Changes, Connections, Incidents, Sync, Members, Audit log")]
    [InlineData("Admin", "Overview, Campaigns, Performance, Accounts, Library, Changes, Connections, Incidents, Sync, Members, Audit log")]
    [InlineData("Owner", "Overview, Campaigns, Performance, Accounts, Library, Changes, Connections, Incidents, Sync, Members, Audit log, Settings")]
    public void A_member_sees_the_ways_of_the_role(string? role, string ways)
    {
        var shell = new Shell { Model = new("Northwind", "northwind", "Maria", role, 0, 0, false) };

        Assert.Equal(ways, string.Join(", ", Shell.Tenant.SelectMany(group => group.Entries).Where(shell.Shows).Select(entry => entry.Label)));
    }

    [Theory]
    [InlineData("/Tenant/Index", "Overview")]
    [InlineData("/Tenant/Campaigns/Index", "Campaigns")]
    [InlineData("/Tenant/Campaigns/Campaign", "Campaigns")]
    [InlineData("/Tenant/Performance/Export", "Performance")]
    [InlineData("/Tenant/Connections/Accounts", "Connections")]
    [InlineData("/Operator/Index", "Tenants")]
    [InlineData("/Operator/Tenants/Details", "Tenants")]
    [InlineData("/Operator/System", "System")]
    [InlineData("/Account/Profile", "")]
    public void Exactly_the_way_of_the_page_s_folder_is_marked(string page, string marked) =>
        Assert.Equal(marked, string.Concat(Shell.Tenant.Concat(Shell.Operator).SelectMany(group => group.Entries).Where(entry => Shell.IsAt(entry, page)).Select(entry => entry.Label)));
}

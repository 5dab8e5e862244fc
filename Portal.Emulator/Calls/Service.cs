namespace Portal.Emulator.Calls;

/// <summary>A part of the advertising API; its name is the first segment of the path.</summary>
public enum Service
{
    CustomerManagement,
    CampaignManagement,
    Reporting,
    Bulk,
}

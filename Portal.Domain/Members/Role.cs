namespace Portal.Domain.Members;

/// <summary>What a member may do; each role may all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Looks at data.</summary>
    Viewer = 1,

    /// <summary>Exports, and starts a sync.</summary>
    Analyst = 2,

    /// <summary>Connects logins, chooses accounts, changes campaigns, invites members up to Admin.</summary>
    Admin = 3,

    /// <summary>Changes the organisation itself and who owns it.</summary>
    Owner = 4,
}

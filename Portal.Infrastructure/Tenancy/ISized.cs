namespace Portal.Infrastructure.Tenancy;

/// <summary>Says how much memory it takes, about.</summary>
public interface ISized
{
    long Bytes { get; }
}

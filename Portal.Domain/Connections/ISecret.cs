namespace Portal.Domain.Connections;

/// <summary>Marks the types that give up their value only through <see cref="Reveal"/>.</summary>
public interface ISecret
{
    string Reveal();
}

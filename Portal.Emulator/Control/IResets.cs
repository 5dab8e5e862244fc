namespace Portal.Emulator.Control;

/// <summary>Something with a state of its own that a reset of the stand-in takes back to the seed; registered beside itself.</summary>
public interface IResets
{
    void Reset();
}

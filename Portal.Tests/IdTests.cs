using Portal.Domain;

namespace Portal.Tests;

public sealed class IdTests
{
    [Fact]
    public void A_key_survives_its_way_through_text()
    {
        var id = Id<IdTests>.New(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal(id, Id<IdTests>.Parse(id.ToString(), null));
    }
}

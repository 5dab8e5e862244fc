using Portal.Domain.Ads;
using Portal.Domain.Sync;

namespace Portal.Tests.Domain.Sync;

public sealed class HeldBackTests
{
    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(49, 10, true)]
    [InlineData(50, 10, false)]
    [InlineData(100_000, 20_000, false)]
    [InlineData(100_000, 20_001, true)]
    public void More_than_a_fifth_is_much_unless_it_is_few(int had, int removed, bool isMuch) => Assert.Equal(isMuch, new Loss(EntityKind.Keyword, had, removed, []).IsMuch);

    [Fact]
    public void What_the_portal_does_not_understand_is_never_much() => Assert.False(new Loss(EntityKind.Raw, 1000, 1000, []).IsMuch);
}

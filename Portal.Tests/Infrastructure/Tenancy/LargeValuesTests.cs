using Portal.Infrastructure.Tenancy;

namespace Portal.Tests.Infrastructure.Tenancy;

public sealed class LargeValuesTests
{
    private const long Part = LargeValues.MostBytes / 8;

    [Fact]
    public void However_much_is_remembered_the_room_is_never_more_than_it_is()
    {
        using var values = new LargeValues();

        for (var number = 0; number < 100; number++)
        {
            values.Keep($"tenant/{number}", new object(), Part);
            Assert.True(values.Bytes <= LargeValues.MostBytes);
            Assert.NotNull(values.Find($"tenant/{number}"));
        }
    }

    [Fact]
    public void What_was_looked_at_last_stays_longest()
    {
        using var values = new LargeValues();
        for (var number = 0; number < 8; number++)
        {
            values.Keep($"tenant/{number}", new object(), Part);
        }

        Assert.NotNull(values.Find("tenant/0"));
        values.Keep("other/1", new object(), Part);

        Assert.NotNull(values.Find("tenant/0"));
        Assert.Null(values.Find("tenant/1"));
    }

    [Fact]
    public void One_value_does_not_push_out_all_others()
    {
        using var values = new LargeValues();
        values.Keep("tenant/1", new object(), Part);

        values.Keep("other/1", new object(), LargeValues.MostOfOne + 1);

        Assert.NotNull(values.Find("tenant/1"));
        Assert.Null(values.Find("other/1"));
    }
}

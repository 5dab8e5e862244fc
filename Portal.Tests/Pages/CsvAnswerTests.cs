using Portal.Pages.Tenant;

namespace Portal.Tests.Pages;

public sealed class CsvAnswerTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49 30", "\"'+49 30\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    public void A_text_that_a_spreadsheet_would_compute_is_told_to_be_text(string text, string cell) => Assert.Equal(cell, CsvAnswer.Cell(text));

    [Theory]
    [InlineData("Brand – Exact", "Brand – Exact")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void Other_text_stays_as_it_is_between_quotes_where_needed(string text, string cell) => Assert.Equal(cell, CsvAnswer.Cell(text));

    [Fact]
    public void Numbers_are_invariant_and_keep_their_sign() => Assert.Equal(["-1234.5", "7", ""], [CsvAnswer.Cell(-1234.5m), CsvAnswer.Cell(7L), CsvAnswer.Cell(null)]);
}

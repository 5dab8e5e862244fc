Console.WriteLine("no runs");
